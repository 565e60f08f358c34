import { useMemo, useState } from 'react';
import { briefParts, channels, type Channel } from '../../../domain/campaign/rooms.ts';
import { parseCampaignMarkdown } from '../../../domain/import/campaign-markdown.ts';
import { can } from '../../../domain/people/can.ts';
import { newId } from '../../app/new-id.ts';
import { useRoomStatus, useWorkspace } from '../../client/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { NotPossible } from '../../ui/NotPossible.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { classes } from '../../ui/classes.ts';
import { copyWords } from '../../ui/copy-words.ts';
import { count, listed } from '../../ui/format.ts';
import { toast } from '../../ui/toast.ts';
import { announce } from '../announce.ts';
import { factInWords } from '../facts/fact-words.ts';
import { useCampaign, useMe, useOpenCampaign, useTeam } from '../open-campaign.ts';
import { briefWords, channelWords, factWords } from '../part-words.ts';
import { useLeadGuard } from '../text/lead-guard.ts';
import { factsToSet, placeBrief, placeSteps } from './place-plan.ts';
import styles from './PlanImport.module.css';

const c = classes(styles);
const channelOptions = channels.map((value) => ({ value, label: channelWords[value].title }));

/** A plan that was kept in a document: pasted as Markdown, shown as it would be placed, and what has no place with it. */
export const PlanImport = ({ onClose }: { onClose: () => void }) => {
  const workspace = useWorkspace();
  const { brief, copy } = useOpenCampaign();
  const campaign = useCampaign();
  const team = useTeam();
  const me = useMe();
  const guard = useLeadGuard(campaign.id);
  const mayBrief = useRoomStatus(brief).access === 'write';
  const mayCopy = useRoomStatus(copy).access === 'write';
  const mayFacts = can(me, 'set facts', team.policy);
  const [text, setText] = useState('');
  const [left, setLeft] = useState<string[] | null>(null);
  const [wrong, setWrong] = useState<string[]>([]);
  const read = useMemo(() => parseCampaignMarkdown(text), [text]);
  /** Channels that the person knows better than the text says, by the step's place in it. */
  const [corrected, setCorrected] = useState<Readonly<Record<number, Channel>>>({});
  const plan = {
    ...read,
    steps: read.steps.map((step, index) => ({ ...step, channel: corrected[index] ?? step.channel })),
  };
  const parts = briefParts.filter((part) => (plan.brief[part]?.length ?? 0) > 0);
  const facts = factsToSet(plan, campaign.facts);
  const nothing = parts.length === 0 && plan.steps.length === 0 && facts.length === 0;
  const place = async () => {
    const takeBack = [
      mayBrief ? placeBrief(brief.doc, plan) : null,
      mayCopy ? placeSteps(copy.doc, plan, newId) : null,
    ].filter((undo) => undo !== null);
    const refused: string[] = [];
    if (mayFacts)
      for (const fact of facts) {
        const outcome = await workspace.send({
          kind: 'set fact',
          campaign: campaign.id,
          fact,
          was: null,
          value: structuredClone(plan.facts[fact] ?? null) as never,
        });
        if (outcome.kind === 'refused') refused.push(...outcome.reasons.map((reason) => reason.says));
      }
    toast(`The plan is placed.${mayFacts && facts.length > 0 ? ' Facts that it set stay set.' : ''}`, {
      action: {
        label: 'Undo',
        onAction: () => {
          for (const undo of takeBack) undo();
          announce('Brief and steps are as they were.');
        },
      },
    });
    setWrong(refused);
    if (plan.unplaced.length > 0 || refused.length > 0) setLeft(plan.unplaced);
    else onClose();
  };
  if (left !== null)
    return (
      <Dialog
        wide
        title={`Placed in ${campaign.name}, all but this`}
        onClose={onClose}
        footer={
          <>
            <Button icon="doc" onPress={() => void copyWords(left.join('\n\n'))}>
              Copy it
            </Button>
            <Button kind="primary" onPress={onClose}>
              Done
            </Button>
          </>
        }
      >
        {wrong.length > 0 && <Notice tone="stop">{wrong.join(' ')}</Notice>}
        <p>These words had no place in brief, facts or steps. Copy them to where they belong before you close this.</p>
        <Unplaced left={left} />
      </Dialog>
    );
  return (
    <Dialog
      wide
      title={`Paste a plan into ${campaign.name}`}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          {nothing ? (
            <NotPossible reason={text.trim() === '' ? 'Paste it first.' : 'No brief or step was found in it.'}>
              Place it
            </NotPossible>
          ) : (
            <Button
              kind="primary"
              onPress={() => {
                guard(() => void place());
              }}
            >
              Place it
            </Button>
          )}
        </>
      }
    >
      <TextArea
        label="The plan, as Markdown or plain text"
        description="Headings such as Objective, Audience or Offer become the brief; “Day 3: LinkedIn message” becomes a step. What the campaign says already stays."
        value={text}
        onChange={(typed) => {
          setText(typed);
          setCorrected({});
        }}
        rows={8}
        takesFocus
      />
      {!nothing && (
        <ul className={c('found')} aria-label="What was found">
          {parts.length > 0 && (
            <li>
              <Icon name="doc" small />
              <span>
                {listed(parts.map((part) => briefWords[part].title))}
                {!mayBrief && <em> You may not write the brief; this is left out.</em>}
              </span>
            </li>
          )}
          {facts.map((fact) => (
            <li key={fact}>
              <Icon name="gate" small />
              <span>
                {factWords[fact].title}: {factInWords(fact, plan.facts[fact], team)}
              </span>
            </li>
          ))}
          {plan.steps.map((step, index) => (
            <li key={`${step.day} ${index}`} className={c('step')}>
              <Icon name={channelWords[step.channel].icon} small />
              <span>
                Day {step.day}: {step.name}
                {step.variants.length > 1 && `, ${count(step.variants.length, 'variant')}`}
              </span>
              <SelectField
                label={`Channel of ${step.name}`}
                hideLabel
                options={channelOptions}
                value={step.channel}
                onChange={(channel) => {
                  setCorrected({ ...corrected, [index]: channel });
                }}
              />
            </li>
          ))}
          {plan.steps.length > 0 && !mayCopy && (
            <li>
              <Icon name="lock" small />
              <em>Marketing writes the copy, so the steps are left out.</em>
            </li>
          )}
        </ul>
      )}
      {text.trim() !== '' && plan.unplaced.length > 0 && (
        <details className={c('left')}>
          <summary>{count(plan.unplaced.length, 'passage')} without a place</summary>
          <Unplaced left={plan.unplaced} />
        </details>
      )}
    </Dialog>
  );
};

const Unplaced = ({ left }: { left: readonly string[] }) => (
  <div className={c('unplaced')}>
    {left.map((passage, index) => (
      <pre key={index}>{passage}</pre>
    ))}
  </div>
);
