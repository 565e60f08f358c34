import { useRef } from 'react';
import type { Step, Variant } from '../../../domain/campaign/sequence.ts';
import type { VariantText } from '../../../domain/campaign/rooms.ts';
import { useRoomStatus, useYText } from '../../client/hooks.ts';
import { classes } from '../../ui/classes.ts';
import { characterCount } from '../counts.ts';
import { useCampaign, useGo, useOpenCampaign } from '../open-campaign.ts';
import { TextPart } from '../text/TextPart.tsx';
import { Foot } from '../text/Foot.tsx';
import { useWriters } from '../text/writers.ts';
import styles from './StepSheet.module.css';

const c = classes(styles);
/** What mail programs show of a line before they cut it. */
const fits = { subject: 70, preheader: 90 };

/** From, subject and preview line where it is an e-mail, then the words themselves. */
export const VariantTexts = ({ step, variant, several }: { step: Step; variant: Variant; several: boolean }) => {
  const { copy } = useOpenCampaign();
  const { facts } = useCampaign();
  const go = useGo();
  const { access } = useRoomStatus(copy);
  const sheet = useRef<HTMLDivElement>(null);
  const of = several ? `${step.name}, variant ${variant.name}` : step.name;
  const id = (text: VariantText) => `step/${step.id}/${variant.id}/${text}` as const;
  /** Enter or Tab in a line goes on to the next text of the sheet. */
  const leave = (from: VariantText) => (direction: 'next' | 'previous') => {
    const order: VariantText[] = ['subject', 'preheader', 'body'];
    const to = order[order.indexOf(from) + (direction === 'next' ? 1 : -1)];
    if (to) sheet.current?.querySelector<HTMLElement>(`[data-text="${CSS.escape(id(to))}"] [contenteditable]`)?.focus();
  };
  return (
    <div ref={sheet}>
      {step.channel === 'email' && (
        <div className={c('envelope')}>
          <span className={c('term')}>From</span>
          <span>
            {facts.sender ? (
              `${facts.sender.name}${facts.sender.company ? `, ${facts.sender.company}` : ''}`
            ) : (
              <button
                type="button"
                className={c('decide')}
                onClick={() => {
                  go({ at: 'facts', fact: 'sender' });
                }}
              >
                not set yet
              </button>
            )}
          </span>
          <span />
          <Line
            text={variant.subject}
            textId={id('subject')}
            name="Subject"
            label={`Subject of ${of}`}
            fits={fits.subject}
            onLeave={leave('subject')}
          />
          <Line
            text={variant.preheader}
            textId={id('preheader')}
            name="Preview"
            label={`Preview line of ${of}`}
            fits={fits.preheader}
            onLeave={leave('preheader')}
          />
        </div>
      )}
      <TextPart
        room={copy}
        text={variant.body}
        textId={id('body')}
        mode="copy"
        label={of}
        placeholder={access === 'write' ? 'Write here. Type {{ for a merge tag.' : 'Nothing here yet.'}
        onLeave={leave('body')}
      />
      <Foot text={variant.body} of={(text) => text.startsWith(`step/${step.id}/${variant.id}/`)} />
    </div>
  );
};

const Line = ({
  text,
  textId,
  name,
  label,
  fits: most,
  onLeave,
}: {
  text: Variant['subject'];
  textId: `step/${string}/${string}/${VariantText}`;
  name: string;
  label: string;
  fits: number;
  onLeave: (direction: 'next' | 'previous') => void;
}) => {
  const { copy } = useOpenCampaign();
  const length = characterCount(useYText(text));
  // The names of who wrote it stand there meanwhile.
  const counts = !useWriters((all) => all.shown);
  return (
    <>
      <span className={c('term')} aria-hidden="true">
        {name}
      </span>
      <TextPart
        room={copy}
        text={text}
        textId={textId}
        mode="line"
        label={label}
        placeholder={name === 'Subject' ? 'What it is about' : 'The line that mail programs show beside it'}
        onLeave={onLeave}
      />
      <span className={c('length', length > most && 'long')}>{counts && `${length} of ${most}`}</span>
    </>
  );
};
