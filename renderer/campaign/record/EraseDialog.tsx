import { useState } from 'react';
import { whyNot } from '../../app/say-outcome.ts';
import { useWorkspace } from '../../client/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { announce } from '../announce.ts';

/** `texts`: hashes of the texts that go, as their events name them. Asks once; nobody brings the words back. */
export const EraseDialog = ({ texts, onClose }: { texts: readonly string[]; onClose: () => void }) => {
  const workspace = useWorkspace();
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const erase = async () => {
    setBusy(true);
    for (const hash of texts) {
      const at = await workspace.textAt(hash);
      const why =
        at === null
          ? 'This laptop does not have that entry of the record yet. Try again in a moment.'
          : whyNot(await workspace.send({ kind: 'erase text', ...at }));
      if (why !== null) {
        setBusy(false);
        setWrong(why);
        return;
      }
    }
    announce('The words are erased.');
    onClose();
  };
  return (
    <Dialog
      kind="alert"
      title="Erase these words?"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Keep them</Button>
          <Button kind="stop" filled isDisabled={busy} onPress={() => void erase()}>
            Erase them
          </Button>
        </>
      }
    >
      <p>
        They are deleted from the server and from every connected laptop, and nobody can bring them back. The record
        keeps that something was said here, and still verifies. Backups and files saved earlier keep the words.
      </p>
      {wrong !== null && <Notice tone="stop">{wrong}</Notice>}
    </Dialog>
  );
};
