import { briefParts, type BriefPart } from '../campaign/rooms.ts';
import { parseForm } from '../canonical/parse-form.ts';
import { emptyWorkspace, evolve } from '../evolve.ts';
import { NO_HASH, type Actor, type FeedRow } from '../event.ts';
import { isObjected } from '../gate/signatures.ts';
import { standingOf, type Standing } from '../gate/signed-for.ts';
import type { Id } from '../id.ts';
import { tieInWords, tieSentence } from '../people/ties.ts';
import type { CampaignState, Launch, Said, Signature, Version, WorkspaceState } from '../state.ts';
import { escapeHtml, toHtml } from '../text/html.ts';
import { certificateStyle } from './certificate-style.ts';
import { counted, instant, listed, written } from './certificate-words.ts';
import type { RecordExport } from './export.ts';
import { channelNames, factLines } from './fact-lines.ts';
import { canonicalText } from './hash.ts';
import { oldFactLines } from './old-fact-lines.ts';

/** Forms of the page so far. A change to what is written below takes the next number, and an older page stays what its number says: else every certificate out there would be taken for a forgery. */
export const NEWEST_PAGE = 4;

/**
 * A campaign's record for people: who signed what, when, in what words and on whose text. One file that stands alone, without script,
 * with the whole export inside, so that it is what it tells of. Pure, so that whoever verifies it can write it again and compare: in the
 * form `page` of then. Form 1 had no number; forms 1 and 2 told facts in other words than the screen; up to form 3 a long word ran off the page.
 */
export const certificate = (file: RecordExport, page: number = NEWEST_PAGE): string => {
  const told = tell(file);
  const { campaign, workspace, head } = told;
  const title = `Certificate: ${campaign.name}`;
  return `<!doctype html>
<html lang="en"${page === 1 ? '' : ` data-page="${page}"`}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title><style>${certificateStyle(page)}</style></head>
<body><main>
<p class="brand">${mark}<span>Countersign</span></p>
<h1>${written(campaign.name)}</h1>
<p class="quiet">Certificate of what was decided on this campaign of ${written(workspace)}. It covers ${counted(file.record.length, 'event')}, the last of ${instant(campaign.changedAt)}.</p>
<p>${summary(told)}</p>
<h2>Versions and signatures</h2>
${campaign.versions.map((version) => versionHtml(told, version)).join('') || '<p>No review was requested yet.</p>'}
<h2>Launches</h2>
${campaign.launches.map((launch) => launchHtml(told, launch)).join('') || '<p>Nothing was launched.</p>'}
${shown(told)
  .map((version) => wordsHtml(told, version, page))
  .join('')}
<h2>How to check this</h2>
<p>Every event of the record names the one before it by its hash and is signed with a key of the workspace (Ed25519, as a JWS). This file holds all of it, so with a copy of Countersign anybody can check it without a network:</p>
<p><code>npm run verify -- certificate.html --key ${escapeHtml(file.keys.at(-1)?.key ?? '')}</code></p>
<p>It names the first event that does not hold, and says whether this page is the one that its record makes. What no file can prove is that its key is the workspace’s own: compare the key with the one at <code>/.well-known/countersign/${escapeHtml(file.workspace)}/keys</code> on the workspace’s server, or ask somebody there.</p>
<dl><dt>Last event of the record</dt><dd class="digest">${head}</dd>
${file.keys.map(({ key, publicJwk }, index) => `<dt>Key ${index + 1} of ${file.keys.length}</dt><dd class="digest">${escapeHtml(key)}<br>public part ${escapeHtml(publicJwk.x)}</dd>`).join('\n')}</dl>
<details><summary>The record itself, for the program that checks it</summary>
<pre id="record">${escapeHtml(canonicalText(file))}</pre></details>
</main></body></html>
`;
};

/** The export inside a certificate, as its text; null where there is none. */
export const recordIn = (html: string): string | null => {
  const inside = /<pre id="record">([^<]*)<\/pre><\/details>\n<\/main><\/body><\/html>\s*$/.exec(html)?.[1];
  return inside?.replace(/&#(\d{1,3});/g, (_, code: string) => String.fromCharCode(Number(code))) ?? null;
};

/** Which form a certificate says it has. */
export const pageOf = (html: string): number =>
  Number(/^<!doctype html>\n<html lang="en" data-page="(\d{1,4})">/.exec(html)?.[1] ?? 1);

type Told = {
  file: RecordExport;
  workspace: string;
  campaign: CampaignState;
  head: string;
  name: (id: Id) => string;
  /** How a version stands; one that was launched as it stood then, whatever was withdrawn from an earlier one since. */
  stands: (version: Version) => Standing;
};

/** Of policy the record tells what froze with each version, and nothing of what the workspace set since: it counts by that. */
const standingIn = (state: WorkspaceState, campaign: CampaignState, version: Version): Standing =>
  standingOf({ ...state, policy: null }, campaign, version);

const tell = (file: RecordExport): Told => {
  const row = (number: number, each: Pick<FeedRow, 'event' | 'signature'> & Partial<FeedRow>): FeedRow => ({
    hash: NO_HASH,
    bodies: {},
    ...each,
    number,
    head: NO_HASH,
  });
  const atLaunch = new Map<number, Standing>();
  let state = emptyWorkspace(file.workspace);
  for (const [index, each] of [...file.people, ...file.record].entries()) {
    const { event } = each;
    const now = state.campaigns[file.campaign];
    const launched = event.kind === 'launched' && now?.versions.find(({ number }) => number === event.data.version);
    if (now && launched) atLaunch.set(launched.number, standingIn(state, now, launched));
    state = evolve(state, row(index + 1, each));
  }
  const campaign = state.campaigns[file.campaign];
  if (!campaign) throw new Error('a record begins with its campaign');
  return {
    file,
    campaign,
    workspace: state.name,
    head: file.record.at(-1)?.hash ?? NO_HASH,
    name: (id) => state.members[id]?.name ?? id,
    stands: (version) => atLaunch.get(version.number) ?? standingIn(state, campaign, version),
  };
};

const newestSigned = ({ campaign, stands }: Told): Version | null =>
  campaign.versions.findLast((version) => stands(version).signed) ?? null;

/** Whose words are shown in full: what was launched, and the newest that is signed. */
const shown = (told: Told): Version[] => {
  const { campaign } = told;
  const newest = newestSigned(told);
  return campaign.versions.filter(
    (version) => version === newest || campaign.launches.some(({ version: launched }) => launched === version.number),
  );
};

const namesOf = ({ name }: Told, ids: readonly Id[]): string => listed(ids.map((id) => written(name(id))));

const summary = (told: Told): string => {
  const { campaign, stands } = told;
  const signed = newestSigned(told);
  const signers = signed ? stands(signed).counted.map(({ by }) => by) : [];
  const signing = signed
    ? `Version ${signed.number} is signed by ${namesOf(told, signers)}.`
    : ['No version is signed.', ...campaign.versions.slice(-1).map((newest) => lacking(told, newest))]
        .filter((sentence) => sentence !== '')
        .join(' ');
  const launch = campaign.launches.at(-1);
  if (!launch) return signing;
  const now = { live: 'and is live', halted: 'and is halted', done: 'and is complete' }[launch.state];
  return `${signing} Version ${launch.version} was launched on ${instant(launch.at)} ${now}.`;
};

/** Why a version that somebody signed is not signed; nothing where it is, or where nobody signed. */
const lacking = (told: Told, version: Version): string => {
  const { counted: count, policy, signed } = told.stands(version);
  if (signed || version.signatures.length === 0) return '';
  if (isObjected(version)) {
    const by = [...new Set(version.changesRequested.map((change) => change.by))];
    return `Changes to version ${version.number} were asked for by ${namesOf(told, by)}, and that stands.`;
  }
  return `Version ${version.number} has ${count.length} of the ${counted(policy.quorum, 'signature')} it needs.`;
};

const saidHtml = (said: Said | null): string => {
  if (said === null) return '';
  return said.body === null
    ? '<p class="quiet">The words that stood here were erased.</p>'
    : `<blockquote>${written(said.body.text)}</blockquote>`;
};
const actorName = ({ name }: Told, actor: Actor): string =>
  'member' in actor ? written(name(actor.member)) : `the server (${escapeHtml(actor.server)})`;

const versionHtml = (told: Told, version: Version): string => {
  const { name } = told;
  const { number, digest, at, by, note, signatures, changesRequested } = version;
  const { policy, counted: count, signed } = told.stands(version);
  const title = `Version ${number}${version.name === null ? '' : ` “${written(version.name)}”`}`;
  const asked = changesRequested
    .map((each) => `<p>${written(name(each.by))} asked for changes on ${instant(each.at)}.</p>${saidHtml(each.reason)}`)
    .join('');
  const needs = `${count.length} of ${counted(policy.quorum, 'signature')}`;
  const tally = signed
    ? `<p>Signed, with ${needs}.</p>`
    : signatures.length === 0
      ? '<p class="quiet">Not signed.</p>'
      : `<p class="stop">Not signed. ${lacking(told, version)}</p>`;
  return `<section><h3>${title}</h3>
<p>${written(name(by))} requested review on ${instant(at)}. Its words are by ${writersOf(told, version) || 'nobody since the version signed before'}.</p>${saidHtml(note)}
<p class="digest">SHA-256 ${escapeHtml(digest)}</p>
${asked}${signatures.map((signature) => signatureHtml(told, version, signature)).join('')}${tally}</section>
`;
};

/** The authors; beside each by whose invite they came, where that is one of those who signed. */
const writersOf = ({ name, stands }: Told, version: Version): string => {
  const ties = version.signatures.flatMap((signature) => signature.ties);
  const writer = (id: Id): string => {
    const tie = ties.find(({ who, how }) => who === id && how !== 'lead');
    return `${written(name(id))}${tie ? ` (${tieInWords(tie, (each) => written(name(each)))})` : ''}`;
  };
  return listed(stands(version).authors.map(writer));
};

/** The gate takes a signature from a sales lead only, so that is what its signer was, whatever they are now. */
const signatureHtml = (told: Told, version: Version, signature: Signature): string => {
  const { name, stands } = told;
  const { authors, counted: count } = stands(version);
  const { by, at, statement, byAuthor, viewed, withdrawn } = signature;
  const ties = signature.ties
    .filter((tie) => authors.includes(tie.who === by ? tie.by : tie.who))
    .map((tie) => `<p>${tieSentence(tie, by, (id) => written(name(id)))}</p>`)
    .join('');
  const writers = namesOf(told, authors) || written(name(version.by));
  const counts = withdrawn !== null || count.some((each) => each.by === by);
  const taken = withdrawn
    ? `<p class="stop">${written(name(withdrawn.by))} withdrew this signature on ${instant(withdrawn.at)}.</p>${saidHtml(withdrawn.reason)}`
    : '';
  return `<div class="countersigned${withdrawn ? ' withdrawn' : ''}"><div><div class="quiet">Written by</div><div class="name">${writers}</div></div>
<div class="by"><div class="quiet">${withdrawn ? 'Was signed by' : 'Signed by'}</div><div class="name">${written(name(by))}</div></div></div>
<p>${written(name(by))}, sales lead, signed on ${instant(at)} in these words:</p><blockquote>${written(statement)}</blockquote>
${ties}${byAuthor ? '<p class="care"><strong>Signed by an author:</strong> no other sales lead could sign this version, so one of those who wrote it did.</p>' : ''}${viewed.length > 0 ? `<p class="quiet">${counted(viewed.length, 'changed part')} viewed before signing.</p>` : ''}${counts ? '' : '<p class="stop">This signature does not count: words of the version are by who gave it.</p>'}${taken}`;
};

const launchHtml = (told: Told, { version, at, by, packageDigest, changes }: Launch): string => {
  const later = changes
    .map((each) => `<p>${actorName(told, each.by)} ${each.kind} it on ${instant(each.at)}.</p>${saidHtml(each.reason)}`)
    .join('');
  return `<section><h3>Version ${version} on ${instant(at)}</h3>
<p>Launched by ${actorName(told, by)}.</p><p class="digest">Launch package, SHA-256 ${escapeHtml(packageDigest)}</p>${later}</section>
`;
};

const partTitles: Record<BriefPart, string> = {
  objective: 'Objective',
  audience: 'Audience',
  offer: 'Offer',
  keyMessages: 'Key messages',
  tone: 'Tone',
  proof: 'Proof',
};

const wordsHtml = ({ file, name }: Told, { number, digest }: Version, page: number): string => {
  const stored = file.versions.find((each) => each.number === number && each.digest === digest);
  const form = stored ? parseForm(stored.canonical) : null;
  if (!form) return `<h2>The words of version ${number}</h2><p>They cannot be read.</p>`;
  const brief = briefParts
    .map(
      (part) => `<h4>${partTitles[part]}</h4><div class="copy">${toHtml(form.brief[part]) || '<p>(empty)</p>'}</div>`,
    )
    .join('');
  const facts = (page < 3 ? oldFactLines : factLines)(form, name)
    .map(
      ([what, lines]) => `<tr><th scope="row">${escapeHtml(what)}</th><td>${lines.map(written).join('<br>')}</td></tr>`,
    )
    .join('');
  const steps = form.steps
    .map(
      (step) =>
        `<h3>Day ${step.day}: ${written(step.name)} <span class="quiet">(${page < 3 ? escapeHtml(step.channel) : channelNames[step.channel]})</span></h3>${step.variants
          .map(
            (variant) =>
              `<h4>Wording ${written(variant.name)}, ${variant.share} %</h4><dl>${line('Subject', variant.subject)}${line('Preview', variant.preheader)}</dl><div class="copy">${toHtml(variant.body)}</div>`,
          )
          .join('')}`,
    )
    .join('');
  return `<h2>The words of version ${number}</h2><h3>Brief</h3>${brief}<h3>Facts</h3><table><tbody>${facts}</tbody></table>${steps}
`;
};
const line = (what: string, says: string): string => (says === '' ? '' : `<dt>${what}</dt><dd>${written(says)}</dd>`);

const mark =
  '<svg viewBox="0 0 32 32" aria-hidden="true"><path class="draft" d="M1.2 14h6l5.1 9.2L9.6 28H8.9z"/><path class="sign" d="M24 5h6L17.2 28h-6z"/></svg>';
