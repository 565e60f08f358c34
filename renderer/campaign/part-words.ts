import type { FactKey } from '../../domain/campaign/facts.ts';
import type { BriefPart, Channel } from '../../domain/campaign/rooms.ts';
import type { GlyphName } from '../ui/glyphs.tsx';

/** What people call the parts of a campaign. */
export const briefWords: Record<BriefPart, { title: string; asks: string }> = {
  objective: { title: 'Objective', asks: 'What should be different when this campaign is over?' },
  audience: { title: 'Audience', asks: 'Who hears from us, and who does not?' },
  offer: { title: 'Offer', asks: 'What do they get, for what, until when?' },
  keyMessages: { title: 'Key messages', asks: 'The two or three things they should remember.' },
  tone: { title: 'Tone', asks: 'How do we sound, and how never?' },
  proof: { title: 'Proof', asks: 'Numbers, names and quotes that make it true.' },
};
export const factWords: Record<FactKey, { title: string; asks: string }> = {
  owner: { title: 'Owner', asks: 'One person answers for this campaign.' },
  window: { title: 'Launch window', asks: 'When the first batch may go out, in one time zone.' },
  reach: { title: 'Reach', asks: 'How many contacts, and how many in the first batch.' },
  sender: { title: 'Sender', asks: 'Who it comes from, and the legal footer.' },
  budget: { title: 'Budget', asks: 'What it may cost, and where that goes.' },
  targets: { title: 'KPI targets', asks: 'The same numbers for marketing and sales, each with its owners.' },
  ramp: { title: 'Ramp up', asks: 'All of these hold before more goes out.' },
  halt: { title: 'Halt', asks: 'Any one of these is a reason to halt.' },
};
/** A fact inside a sentence: `launch window`, `KPI targets`. */
export const factName = (fact: FactKey): string => {
  const { title } = factWords[fact];
  return /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
};
export const channelWords: Record<Channel, { title: string; icon: GlyphName }> = {
  email: { title: 'E-mail', icon: 'mail' },
  linkedin: { title: 'LinkedIn message', icon: 'social' },
  call: { title: 'Call script', icon: 'phone' },
  other: { title: 'Other touch', icon: 'doc' },
};
