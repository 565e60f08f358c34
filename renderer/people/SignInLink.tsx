import { OnlyHere } from './OnlyHere.tsx';
import { SecretDialog } from './SecretDialog.tsx';
import type { NewLink } from './use-new-link.ts';

/** The link that was just made for a colleague, once. */
export const SignInLink = ({ name, made, onClose }: { name: string; made: NewLink; onClose: () => void }) => (
  <SecretDialog
    title={`Give this link to ${name}`}
    label="Sign-in link"
    value={made.link}
    onClose={onClose}
    note={made.onlyHere && <OnlyHere />}
  >
    {`You will see it only once. Whoever opens it first is ${name}: give it to nobody else.`}
  </SecretDialog>
);
