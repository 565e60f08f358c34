import { factKeys } from '../../domain/campaign/facts.ts';
import { briefParts } from '../../domain/campaign/rooms.ts';
import type { PaletteCommand } from '../palette/commands.ts';
import { standing } from './counts.ts';
import { goToPanel, useGo, useSteps } from './open-campaign.ts';
import { briefWords, channelWords, factWords } from './part-words.ts';
import { panelTabs, panelWords } from './place.ts';

/** The tabs of the side panel, where there is one. */
export const panelCommands: readonly PaletteCommand[] = panelTabs.map((tab, index) => ({
  id: `panel-${tab}`,
  title: panelWords[tab].title,
  icon: panelWords[tab].icon,
  kbd: `Alt+${index + 1}`,
  group: 'Side panel',
  run: () => {
    goToPanel(tab);
  },
}));

/** Every part of the open campaign, to be gone to. */
export const usePlaceCommands = (): PaletteCommand[] => {
  const go = useGo();
  const steps = standing(useSteps());
  return [
    ...briefParts.map((part) => ({
      id: `go-brief-${part}`,
      title: briefWords[part].title,
      icon: 'doc' as const,
      group: 'Brief and facts',
      run: () => {
        go({ at: 'brief', part });
      },
    })),
    ...factKeys.map((fact) => ({
      id: `go-fact-${fact}`,
      title: factWords[fact].title,
      icon: 'gate' as const,
      group: 'Brief and facts',
      run: () => {
        go({ at: 'facts', fact });
      },
    })),
    ...steps.map((step) => ({
      id: `go-step-${step.id}`,
      title: `Day ${step.day}: ${step.name || channelWords[step.channel].title}`,
      icon: channelWords[step.channel].icon,
      group: 'Sequence',
      run: () => {
        go({ at: 'step', step: step.id, variant: null });
      },
    })),
  ];
};
