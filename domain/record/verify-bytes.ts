import { canonicalText, sha256 } from './hash.ts';
import { renderVersion } from '../canonical/render.ts';
import { thaw } from '../canonical/freeze.ts';
import type { Event } from '../event.ts';
import type { Digest, Id } from '../id.ts';
import type { Policy } from '../gate/policy.ts';
import { LaunchPackage } from '../wire/http.ts';
import type { RecordExport } from './export.ts';

type Frozen = {
  digest: Digest;
  canonical: string;
  policy: Policy;
  authors: Set<Id>;
  signers: Set<Id>;
  objected: boolean;
};

/** Follows the versions of a record: their bytes, who signed them, and what was launched of them. */
export class VersionBytes {
  readonly #file: RecordExport;
  readonly #versions = new Map<number, Frozen>();
  readonly #packages = new Set<Digest>();
  readonly #out = new Set<number>();
  #live = false;
  /** Whoever wrote for any version so far. */
  readonly #writers = new Set<Id>();
  readonly remarks: string[] = [];

  constructor(file: RecordExport) {
    this.#file = file;
  }

  /** Why this event does not hold, given those before it; null where it does. */
  fault(event: Event): string | null {
    switch (event.kind) {
      case 'review requested':
        return this.#froze(event);
      case 'signed off':
      case 'signature withdrawn':
      case 'changes requested': {
        const { version: number, digest } = event.data;
        const version = this.#versions.get(number);
        if (version?.digest !== digest) return otherBytes(number);
        if (!('member' in event.actor)) return 'Only a person decides on a version, and this was the server.';
        const { member } = event.actor;
        if (event.kind === 'signature withdrawn') version.signers.delete(member);
        else if (event.kind === 'changes requested') version.objected = true;
        else return this.#signed(event, version, member);
        return null;
      }
      case 'halted':
      case 'completed':
        this.#live = false;
        return null;
      case 'resumed':
        this.#live = true;
        return null;
      case 'launched':
        return this.#launched(event);
      default:
        return null;
    }
  }

  /** What the file brings that no event of it names. */
  rest(): string | null {
    const extra = this.#file.versions.find(({ number, digest }) => this.#versions.get(number)?.digest !== digest);
    if (extra || this.#file.versions.length !== this.#versions.size)
      return `It holds a version ${extra?.number ?? ''} that nobody froze.`.replace('  ', ' ');
    return Object.keys(this.#file.launched).some((each) => !this.#packages.has(each))
      ? 'It holds a package nobody launched.'
      : null;
  }

  #froze({
    data: { version: number, digest, authors, policy },
  }: Extract<Event, { kind: 'review requested' }>): string | null {
    if (number !== this.#versions.size + 1) return `It freezes version ${number} out of turn.`;
    const stored = this.#file.versions.filter((each) => each.number === number);
    if (stored.length === 0) return `Version ${number} is missing from the file.`;
    const [{ digest: named, canonical }] = stored as [RecordExport['versions'][number]];
    if (stored.length > 1 || named !== digest || !hasDigest(canonical, digest))
      return `The bytes of version ${number} differ from what was frozen and signed.`;
    for (const author of authors) this.#writers.add(author);
    this.#versions.set(number, {
      digest,
      canonical,
      policy,
      authors: new Set(authors),
      signers: new Set(),
      objected: false,
    });
    return null;
  }

  /** Suspensions are not in an export, so that between the frozen list and all who ever wrote nothing is said. */
  #signed(
    { data: { version: number, byAuthor } }: Extract<Event, { kind: 'signed off' }>,
    version: Frozen,
    member: Id,
  ): string | null {
    if (!this.#everLed(member)) return `It signs version ${number} by somebody who never was a sales lead.`;
    if (version.authors.has(member) !== byAuthor && (byAuthor ? !this.#writers.has(member) : true))
      return `It says of who signed version ${number} that they ${byAuthor ? 'were' : 'were not'} an author, and the record says otherwise.`;
    version.signers.add(member);
    return null;
  }

  /** Not at that time: the two records share only the clock, which may have been set back. */
  #everLed(member: Id): boolean {
    return this.#file.people.some(
      ({ event }) =>
        (event.kind === 'member joined' &&
          event.data.member.id === member &&
          event.data.member.role === 'sales-lead') ||
        (event.kind === 'role changed' && event.data.member === member && event.data.role === 'sales-lead'),
    );
  }

  #launched({ data, sequence, campaign }: Extract<Event, { kind: 'launched' }>): string | null {
    const { version: number, digest, packageDigest } = data;
    const version = this.#versions.get(number);
    if (version?.digest !== digest) return otherBytes(number);
    if (version.objected) return `It launches version ${number}, on which changes were asked for.`;
    if (this.#live) return `It launches version ${number} while another one is live.`;
    if (this.#out.has(number)) return `It launches version ${number} a second time.`;
    if (version.signers.size < version.policy.quorum)
      return `It launches version ${number}, which had ${version.signers.size} of ${version.policy.quorum} signatures.`;
    const text = Object.hasOwn(this.#file.launched, packageDigest) ? this.#file.launched[packageDigest] : undefined;
    if (text === undefined || !hasDigest(text, packageDigest))
      return 'The launch package differs from the one that was launched.';
    this.#packages.add(packageDigest);
    this.#out.add(number);
    this.#live = true;
    const read = readPackage(text);
    if (!read) return 'The launch package is none that this program can read.';
    if (read.campaign !== campaign || read.version !== number || read.digest !== digest)
      return `The launch package is not one of version ${number}.`;
    if (read.canonical !== version.canonical) return `The launch package holds other words than version ${number}.`;
    const frozen = thaw(version.canonical, []);
    if (!frozen || canonicalText(renderVersion(frozen)) !== canonicalText(read.rendered))
      this.remarks.push(
        `The rendered copy in the package of event ${sequence} is not what this program renders from the signed words: compare the two.`,
      );
    return null;
  }
}

const otherBytes = (number: number): string => `It names other bytes than version ${number} was frozen with.`;
/** Half a surrogate pair has no bytes, so a text with one is nothing that was ever hashed. */
const hasDigest = (text: string, digest: Digest): boolean => text.isWellFormed() && sha256(text) === digest;
const readPackage = (text: string): LaunchPackage | null => {
  try {
    return LaunchPackage.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};
