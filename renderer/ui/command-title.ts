import type { Command, CommandKind } from '../../domain/command.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import type { GlyphName } from './Icon.tsx';

const words: Record<CommandKind, { title: string; icon: GlyphName }> = {
  'create campaign': { title: 'New campaign', icon: 'plus' },
  'rename campaign': { title: 'New name', icon: 'suggest' },
  'archive campaign': { title: 'Archive', icon: 'archive' },
  'set fact': { title: 'Fact', icon: 'list' },
  'invite member': { title: 'Invite', icon: 'key' },
  'invite guest': { title: 'Guest link', icon: 'key' },
  'revoke invite': { title: 'Invite taken back', icon: 'key' },
  'make sign-in link': { title: 'Sign-in link', icon: 'key' },
  'confirm sign-in link': { title: 'Sign-in link confirmed', icon: 'key' },
  'change role': { title: 'Role', icon: 'people' },
  'suspend member': { title: 'Member suspended', icon: 'people' },
  'confirm sales lead': { title: 'Sales lead confirmed', icon: 'people' },
  'set policy': { title: 'Policy', icon: 'gate' },
  'confirm policy': { title: 'Policy confirmed', icon: 'gate' },
  'set merge fields': { title: 'Merge fields', icon: 'tag' },
  'set webhook': { title: 'Webhook', icon: 'link' },
  'remove webhook': { title: 'Webhook removed', icon: 'link' },
  'rotate key': { title: 'New key', icon: 'key' },
  'erase text': { title: 'Text erased', icon: 'x' },
  'start thread': { title: 'Comment', icon: 'comment' },
  reply: { title: 'Reply', icon: 'comment' },
  'resolve thread': { title: 'Thread resolved', icon: 'check' },
  'reopen thread': { title: 'Thread opened again', icon: 'comment' },
  'set blocking': { title: 'Blocking', icon: 'block' },
  'accept suggestion': { title: 'Suggestion accepted', icon: 'check' },
  'decline suggestion': { title: 'Suggestion declined', icon: 'x' },
  'log field note': { title: 'Field note', icon: 'note' },
  'link field note': { title: 'Link to a field note', icon: 'link' },
  'request review': { title: 'Review requested', icon: 'st-review' },
  'request changes': { title: 'Changes requested', icon: 'suggest' },
  'sign off': { title: 'Sign-off', icon: 'st-signed' },
  'withdraw signature': { title: 'Signature withdrawn', icon: 'undo' },
  'name version': { title: 'Name of a version', icon: 'history' },
  'schedule launch': { title: 'Launch scheduled', icon: 'st-scheduled' },
  'unschedule launch': { title: 'Launch unscheduled', icon: 'calendar' },
  launch: { title: 'Launch', icon: 'st-live' },
  halt: { title: 'Halt', icon: 'halt' },
  resume: { title: 'Resume', icon: 'ramp' },
  complete: { title: 'Complete', icon: 'st-done' },
};

/** What a command in the outbox is, in words: `Comment on Spring renewal`, and its own text where it has one. */
export const commandTitle = (command: Command, state: WorkspaceState) => {
  const { title, icon } = words[command.kind];
  const campaign = 'campaign' in command && command.campaign ? state.campaigns[command.campaign]?.name : undefined;
  const what =
    command.kind === 'create campaign'
      ? `${title}: ${command.name}`
      : command.kind === 'set fact'
        ? `${title} “${command.fact}”`
        : command.kind === 'start thread' && command.replacement !== null
          ? 'Suggestion'
          : title;
  const text =
    'comment' in command
      ? command.comment
      : 'quote' in command
        ? command.quote
        : 'reason' in command
          ? command.reason
          : null;
  return { icon, title: campaign && command.kind !== 'create campaign' ? `${what}, ${campaign}` : what, text };
};
