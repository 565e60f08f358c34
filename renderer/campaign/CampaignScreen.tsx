import { useEffect } from 'react';
import { roomName } from '../../domain/campaign/rooms.ts';
import type { Door } from '../client/contract.ts';
import { useRoom, useRoomStatus, useWorkspaceState } from '../client/hooks.ts';
import { later } from '../ui/later.tsx';
import { Loading } from './Loading.tsx';
import { Workbench } from './Workbench.tsx';
import { clearDesk } from './desk.ts';
import { OpenCampaignProvider } from './open-campaign.ts';
import { panelIn, parsePlace } from './place.ts';
import { endWritingAsLead } from './text/lead-guard.ts';

const NotHere = later(async () => (await import('./NotHere.tsx')).NotHere);

/** One campaign: its two texts open, the outline, the desk with what is written or read now, and the side panel. */
const CampaignScreen = ({ door, campaign: id, place }: { door: Door; campaign: string; place: string | null }) => {
  const name = useWorkspaceState((state) => state.campaigns[id]?.name);
  const brief = useRoom(roomName(id, 'brief'));
  const copy = useRoom(roomName(id, 'copy'));
  const loaded = [useRoomStatus(brief).loaded, useRoomStatus(copy).loaded].every(Boolean);
  useEffect(() => {
    clearDesk();
    return () => {
      clearDesk();
      endWritingAsLead(id);
    };
  }, [id]);
  if (name === undefined) return <NotHere door={door} campaign={id} />;
  if (!brief || !copy || !loaded) return <Loading name={name} />;
  return (
    <OpenCampaignProvider value={{ id, place: parsePlace(place), panel: panelIn(place), brief, copy }}>
      <Workbench />
    </OpenCampaignProvider>
  );
};
export default CampaignScreen;
