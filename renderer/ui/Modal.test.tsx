import { act, useState } from 'react';
import { expect, it, vi } from 'vitest';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { drawn } from './drawn.ts';
import { FormDialog } from './FormDialog.tsx';
import { TextField } from './TextField.tsx';

const escape = () =>
  act(async () => {
    const { activeElement } = document;
    (activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
    );
  });
const named = (words: string) =>
  [...document.querySelectorAll('button')].find((button) => button.textContent.includes(words))!;

it('keeps the focus on a button that is pressed while its answer is awaited, and sends once', async () => {
  let answer = (_refused: string) => {};
  const send = vi.fn(
    () =>
      new Promise<string>((resolve) => {
        answer = resolve;
      }),
  );
  const Question = () => {
    const [busy, setBusy] = useState(false);
    const [refused, setRefused] = useState('');
    const ask = async () => {
      setBusy(true);
      setRefused(await send());
      setBusy(false);
    };
    return (
      <Dialog
        title="Launch?"
        onClose={closed}
        footer={
          <Button isDisabled={busy} onPress={ask}>
            {'Launch'}
          </Button>
        }
      >
        {refused}
      </Dialog>
    );
  };
  const closed = vi.fn();
  const page = await drawn(<Question />);
  named('Launch').focus();
  await page.click(named('Launch'));
  expect(named('Launch').getAttribute('aria-disabled')).toBe('true');
  await page.click(named('Launch'));
  expect(send).toHaveBeenCalledOnce();
  await act(async () => {
    answer('Somebody halted it.');
  });
  expect(document.activeElement).toBe(named('Launch'));
  await escape();
  expect(closed).toHaveBeenCalledOnce();
});

it('takes the focus back when what had it is drawn no more, and hears Escape where nothing has it', async () => {
  const Steps = () => {
    const [asked, setAsked] = useState(false);
    return (
      <Dialog title="Two steps" onClose={closed}>
        {asked ? <p>Done.</p> : <Button onPress={() => setAsked(true)}>Go on</Button>}
      </Dialog>
    );
  };
  const closed = vi.fn();
  const page = await drawn(<Steps />);
  named('Go on').focus();
  await page.click(named('Go on'));
  await act(async () => {
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('dialog'), { timeout: 30_000 });
  });
  (document.activeElement as HTMLElement).blur();
  expect(document.activeElement).toBe(document.body);
  await escape();
  expect(closed).toHaveBeenCalledOnce();
});

it('gives the focus back to where it was, though a field took it at once or the dialog before it closed with the same press', async () => {
  const Page = () => {
    const [shown, setShown] = useState<'first' | 'second' | null>(null);
    const close = () => setShown(null);
    return (
      <>
        <Button onPress={() => setShown('first')}>Begin</Button>
        {shown === 'first' && (
          <Dialog title="First" onClose={close}>
            <TextField label="Search" value="" onChange={() => {}} takesFocus />
            <Button onPress={() => setShown('second')}>Go on</Button>
          </Dialog>
        )}
        {shown === 'second' && (
          <Dialog key="second" title="Second" onClose={close}>
            <TextField label="Name" value="" onChange={() => {}} takesFocus />
          </Dialog>
        )}
      </>
    );
  };
  const page = await drawn(<Page />);
  const begin = async () => {
    named('Begin').focus();
    await page.click(named('Begin'));
    expect(document.activeElement?.tagName).toBe('INPUT');
  };
  await begin();
  await escape();
  expect(document.activeElement).toBe(named('Begin'));
  await begin();
  named('Go on').focus();
  await page.click(named('Go on'));
  expect(document.activeElement?.tagName).toBe('INPUT');
  await escape();
  expect(document.activeElement).toBe(named('Begin'));
});

it('leaves Escape to the topmost of two', async () => {
  const [below, above] = [vi.fn(), vi.fn()];
  await drawn(
    <>
      <Dialog title="Below" onClose={below}>
        {''}
      </Dialog>
      <Dialog title="Above" onClose={above}>
        {''}
      </Dialog>
    </>,
  );
  (document.activeElement as HTMLElement).blur();
  await escape();
  expect(above).toHaveBeenCalledOnce();
  expect(below).not.toHaveBeenCalled();
});

it('sends a form once while it is busy, and goes to its first wrong field', async () => {
  const send = vi.fn();
  const Form = ({ busy }: { busy: boolean }) => {
    const [wrong, setWrong] = useState<string | null>(null);
    const go = () => {
      send();
      setWrong('Enter a name.');
    };
    return (
      <FormDialog title="Form" action="Send" busy={busy} onSubmit={go} onClose={() => {}}>
        <TextField label="Day" value="" onChange={() => {}} takesFocus />
        <TextField label="Name" value="" onChange={() => {}} error={wrong} />
      </FormDialog>
    );
  };
  const page = await drawn(<Form busy />);
  await page.click(named('Send'));
  expect(send).not.toHaveBeenCalled();
  await page.again(<Form busy={false} />);
  await page.click(named('Send'));
  expect(send).toHaveBeenCalledOnce();
  expect(document.activeElement?.getAttribute('aria-invalid')).toBe('true');
});
