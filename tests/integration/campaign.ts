import { briefParts, type TextId } from '../../domain/campaign/rooms.ts';
import { factKeys } from '../../domain/campaign/facts.ts';
import { addStep, addVariant, textOf } from '../../domain/campaign/sequence.ts';
import { freezeDraft } from '../../domain/canonical/freeze.ts';
import { wholeFacts } from '../../domain/gate/workspace-under-test.ts';
import type { Facts } from '../../domain/campaign/facts.ts';
import { evolve, emptyWorkspace } from '../../domain/evolve.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { writeBlocks } from '../../domain/text/write.ts';
import type * as Y from 'yjs';
import { Person } from './team.ts';

/** Mia writes and manages, Sam sells, Lena signs: at a real server, each with a session of their own. */
export type Team = { mia: Person; sam: Person; lena: Person };

export const team = async (url: string): Promise<Team> => {
  const mia = await Person.founds(url);
  const sam = await mia.invites('sales', 'Sam');
  const lena = await mia.invites('sales-lead', 'Lena');
  return { mia, sam, lena };
};

/** What a laptop of theirs would show now. */
export const stateOf = async (person: Person): Promise<WorkspaceState> =>
  (await person.feed()).reduce(evolve, emptyWorkspace(person.session.workspace));

const says = (doc: Y.Doc, text: TextId, words: string): void => {
  const found = textOf(doc, text);
  if (!found) throw new Error(`no text ${text}`);
  if (text.endsWith('subject')) found.insert(0, words);
  else writeBlocks(found, [{ kind: 'paragraph', runs: [{ text: words }] }]);
};

/** Facts that pass every check, owned by members there are. */
export const factsOf = (owner: Person, seller: Person): Facts => ({
  ...wholeFacts,
  owner: owner.id,
  targets: wholeFacts.targets?.map((target) => ({ ...target, owners: [seller.id] })) ?? null,
});

/** A campaign of which nothing blocks: a whole brief, one e-mail, every fact. Its text is written through real rooms by Mia. */
export const wholeCampaign = async ({ mia, sam }: Pick<Team, 'mia' | 'sam'>, campaign: string): Promise<void> => {
  await mia.does({ kind: 'create campaign', campaign, name: 'Spring renewal' });
  const facts = factsOf(mia, sam);
  for (const fact of factKeys) await mia.does({ kind: 'set fact', campaign, fact, was: null, value: facts[fact] });
  const brief = await mia.room(campaign, 'brief');
  brief.doc.transact(() => {
    for (const part of briefParts) says(brief.doc, `brief/${part}`, `Words about ${part}.`);
  });
  const copy = await mia.room(campaign, 'copy');
  copy.doc.transact(() => {
    addStep(copy.doc, { id: 's1', channel: 'email', day: 1, name: 'First e-mail' });
    addVariant(copy.doc, 's1', { id: 'A', name: 'A' });
    says(copy.doc, 'step/s1/A/subject', 'A date for you');
    says(copy.doc, 'step/s1/A/body', 'Hello {{first name | there}}. {{opt-out link}} {{sender address}}');
  });
  const { campaigns, mergeFields } = await stateOf(mia);
  const shown = freezeDraft(brief.doc, copy.doc, campaigns[campaign]!.facts, mergeFields);
  // The server has the words once it freezes the same draft.
  for (;;) {
    const { status, body } = await mia.try({
      kind: 'request review',
      campaign,
      digest: shown.digest,
      note: 'Please read it.',
    });
    if (status === 200) break;
    if (!JSON.stringify(body).includes('stale digest') && !JSON.stringify(body).includes('nothing to review'))
      throw new Error(JSON.stringify(body));
  }
  brief.provider.destroy();
  copy.provider.destroy();
};

/** The newest version's number and digest. */
export const newest = async (person: Person, campaign: string): Promise<{ version: number; digest: string }> => {
  const version = (await stateOf(person)).campaigns[campaign]?.versions.at(-1);
  if (!version) throw new Error('no version');
  return { version: version.number, digest: version.digest };
};

/** A sales lead signs the newest version, having viewed every part. */
export const signs = async (lead: Person, campaign: string): Promise<{ version: number; digest: string }> => {
  const at = await newest(lead, campaign);
  const statement = `I approve version ${at.version} of Spring renewal for launch`;
  const sign = (viewed: string[]) => lead.try({ kind: 'sign off', campaign, ...at, viewed, statement });
  const refused = await sign([]);
  const missing = (refused.body['reasons'] as { fix: { go: string; part: string } | null }[]).flatMap(({ fix }) =>
    fix?.go === 'part' ? [fix.part] : [],
  );
  const signed = await sign(missing);
  if (signed.status !== 200) throw new Error(JSON.stringify(signed.body));
  return at;
};
