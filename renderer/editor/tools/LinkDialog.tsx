import { useState } from 'react';
import { isAllowedLink } from '../../../domain/text/link.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';

/** What people write for an address: the part they leave out is put in. */
export const completed = (typed: string): string => {
  const address = typed.trim();
  if (address === '' || /^[a-z][a-z0-9+.-]*:/i.test(address)) return address;
  return /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
};

/** Where the selected words lead; with no words selected the address itself is put in. `onLink(null)` takes the link away. */
export const LinkDialog = ({
  href,
  noWords,
  onLink,
  onClose,
}: {
  href: string | null;
  noWords: boolean;
  onLink: (href: string | null) => void;
  onClose: () => void;
}) => {
  const [typed, setTyped] = useState(href ?? '');
  const [tried, setTried] = useState(false);
  const address = completed(typed);
  const good = isAllowedLink(address);
  const submit = (): void => {
    if (good) onLink(address);
    else setTried(true);
  };
  return (
    <Dialog
      title="Link"
      onClose={onClose}
      footer={
        <>
          {href !== null && (
            <Button
              kind="stop"
              onPress={() => {
                onLink(null);
              }}
            >
              Remove the link
            </Button>
          )}
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" onPress={submit}>
            {href === null ? 'Link' : 'Change'}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label="Web or e-mail address"
          value={typed}
          onChange={setTyped}
          type="text"
          placeholder="https://"
          takesFocus
          maxLength={2000}
          description={noWords ? 'No words are selected: the address itself will stand in the text.' : undefined}
          error={tried && !good ? 'Write an address that begins with https://, http:// or mailto:.' : undefined}
        />
      </form>
    </Dialog>
  );
};
