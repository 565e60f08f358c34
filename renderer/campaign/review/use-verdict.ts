import { useState } from 'react';
import type { Frozen } from '../../../domain/canonical/form.ts';
import { signReasons } from '../../../domain/gate/sign-reasons.ts';
import type { Version } from '../../../domain/state.ts';
import { newId } from '../../app/new-id.ts';
import { useOnline } from '../../client/hooks.ts';
import { announce } from '../announce.ts';
import { useCampaign, useMe, useOpenCampaign, useTeam } from '../open-campaign.ts';
import { useSending } from '../use-sending.ts';
import { anchorIn } from './anchor-in.ts';
import { commentOn } from './comment-on.ts';
import { changedIn } from './sheets.ts';
import { statementOf } from './statement.ts';
import type { Reading } from './use-reading.ts';

export type Verdict = 'comment' | 'changes' | 'sign';

/** What one reader is about to say of a version, what stands against it, and sending it. */
export const useVerdict = (version: Version, frozen: Frozen, { at, changed, missing, parts, viewed }: Reading) => {
  const campaign = useCampaign();
  const { brief, copy } = useOpenCampaign();
  const team = useTeam();
  const me = useMe();
  const online = useOnline();
  const sending = useSending();
  const [verdict, setVerdict] = useState<Verdict>('comment');
  const [words, setWords] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  // One thread for one comment, however often it is sent.
  const [thread, setThread] = useState(newId);
  const stopped = signReasons(team, campaign, { version, frozen }, me);
  const sheet = changed.find(({ id }) => id === at);
  const target = commentOn(sheet ? (changedIn(sheet)[0]?.part ?? null) : null, parts);

  const choose = (next: Verdict) => {
    setVerdict(next);
    sending.setReasons([]);
    setWrong(null);
  };
  const say = (typed: string) => {
    setWords(typed);
    setWrong(null);
  };
  const comment = async (): Promise<boolean> => {
    if (words.trim() === '') {
      setWrong('Write something first.');
      return false;
    }
    const anchor = target && anchorIn({ brief: brief.doc, copy: copy.doc }, target.text);
    if (!anchor) {
      setWrong(
        target ? 'The draft has no words there any more. Comment on another part.' : 'Choose a part with words first.',
      );
      return false;
    }
    return sending.send({
      kind: 'start thread',
      campaign: campaign.id,
      thread,
      anchor,
      comment: words.trim(),
      blocking: false,
      replacement: null,
    });
  };
  const decide = async (): Promise<boolean> => {
    const named = { campaign: campaign.id, version: version.number, digest: frozen.digest, viewed: [...viewed] };
    if (verdict === 'sign')
      return sending.send({
        kind: 'sign off',
        ...named,
        statement: statementOf(campaign.name, version.number, frozen),
      });
    if (words.trim() === '') {
      setWrong('Say what should change. It is kept in the record.');
      return false;
    }
    return sending.send({ kind: 'request changes', ...named, reason: words.trim() });
  };
  const said = {
    comment: 'Comment added.',
    changes: 'Changes requested.',
    sign: `You signed version ${version.number}.`,
  };
  const act = async (): Promise<boolean> => {
    // Enter in a radio button sends the form, too.
    if (verdict === 'sign' && (stopped.length > 0 || missing.length > 0 || !online)) return false;
    if (!(await (verdict === 'comment' ? comment() : decide()))) return false;
    announce(said[verdict]);
    setThread(newId());
    setWords('');
    setVerdict('comment');
    return true;
  };
  return { ...sending, online, verdict, choose, words, say, wrong, stopped, target, act };
};
