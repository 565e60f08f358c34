import type { ReactNode } from 'react';
import type { MergeReceipt, OpenRoom } from '../../client/contract.ts';
import { useRoomStatus } from '../../client/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { classes } from '../../ui/classes.ts';
import { copyWords } from '../../ui/copy-words.ts';
import { count, since } from '../../ui/format.ts';
import { toast } from '../../ui/toast.ts';
import { announce } from '../announce.ts';
import { useGo, useOpenCampaign, useSteps } from '../open-campaign.ts';
import { placeOfText } from '../place.ts';
import { useLeadGuard } from '../text/lead-guard.ts';
import { putBack } from './put-back.ts';
import { partTitle } from '../text-title.ts';
import styles from './Strips.module.css';

const c = classes(styles);

/** What was merged while this laptop was away, and a tray with words that had no place left. */
export const Receipt = ({
  receipt,
  room,
  what,
  open,
  onOpen,
  close,
}: {
  receipt: MergeReceipt;
  room: OpenRoom;
  what: 'brief' | 'copy';
  open: boolean;
  onOpen: (open: boolean) => void;
  close: ReactNode;
}) => {
  const steps = useSteps();
  const go = useGo();
  const guard = useLeadGuard(useOpenCampaign().id);
  const { access } = useRoomStatus(room);
  const added = receipt.theirs.reduce((sum, each) => sum + each.added, 0);
  const removed = receipt.theirs.reduce((sum, each) => sum + each.removed, 0);
  const restore = (text: string, lost: string) => {
    guard(() => {
      if (!putBack(room.doc, text, lost)) return;
      announce('Put back at the end.');
      toast('Put back at the end of the text.');
      go(placeOfText(text));
    });
  };
  return (
    <section className={c('strip', 'receipt')} aria-label={`Merged in the ${what}`}>
      <Icon name={receipt.lost.length > 0 ? 'alert-fill' : 'check'} small />
      <div className={c('words')}>
        <p>
          <strong>
            {receipt.lost.length > 0
              ? `${count(receipt.lost.length, 'passage')} could not be merged into the ${what}.`
              : `Merged with what others wrote in the ${what}.`}
          </strong>{' '}
          {added + removed > 0
            ? `Others wrote ${count(added, 'word')} and removed ${count(removed, 'word')} while you were away, ${since(receipt.since)}.`
            : 'Nothing else changed.'}{' '}
          {receipt.theirs.length > 0 && (
            <button
              type="button"
              className={c('more')}
              aria-expanded={open}
              onClick={() => {
                onOpen(!open);
              }}
            >
              {open ? 'Hide where' : 'Show where'}
            </button>
          )}
        </p>
        {open && (
          <ul className={c('where')}>
            {receipt.theirs.map((each) => (
              <li key={each.text}>
                <button
                  type="button"
                  className={c('more')}
                  onClick={() => {
                    go(placeOfText(each.text));
                  }}
                >
                  {partTitle(each.text, steps)}
                </button>{' '}
                {count(each.added, 'word')} in, {count(each.removed, 'word')} out
              </li>
            ))}
          </ul>
        )}
        {receipt.lost.map((each) => (
          <div key={`${each.text} ${each.words}`} className={c('lost')}>
            <blockquote>{each.words}</blockquote>
            <span>{partTitle(each.text, steps)}</span>
            {access === 'write' && (
              <Button
                size="small"
                kind="primary"
                onPress={() => {
                  restore(each.text, each.words);
                }}
              >
                Put it back
              </Button>
            )}
            <Button size="small" onPress={() => void copyWords(each.words)}>
              Copy
            </Button>
          </div>
        ))}
      </div>
      {close}
    </section>
  );
};
