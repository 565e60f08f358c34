import { afterEach, expect, it, vi } from 'vitest';
import { drawn } from '../ui/drawn.ts';
import { usePaletteCommands } from './commands.ts';
import { useListedKeys, type ListedKey } from './listed-keys.ts';
import { Shortcuts } from './Shortcuts.tsx';

const keys: readonly ListedKey[] = [{ title: 'Next change', kbd: 'j', group: 'Reading a version' }];
const Screen = () => {
  usePaletteCommands([{ id: 'panel', title: 'Open the side panel', kbd: '\\', group: 'Here', run: () => {} }]);
  useListedKeys(keys);
  return null;
};
let page: Awaited<ReturnType<typeof drawn>>;
afterEach(() => page.remove());
const told = () => [...document.querySelectorAll('dl > div')].map((each) => each.textContent);

it('lists the keys of what is on the screen first, as they stand on the keyboard', async () => {
  page = await drawn(
    <>
      <Screen />
      <Shortcuts onClose={() => {}} />
    </>,
  );
  expect(told().slice(0, 2)).toEqual(['Next changeJ', 'Open the side panel\\']);
  expect([...document.querySelectorAll('h3')].map((each) => each.textContent)).toEqual([
    'Reading a version',
    'Here',
    'Everywhere',
  ]);
});

it('lists none of a screen that is gone, and closes by its button', async () => {
  const closed = vi.fn();
  page = await drawn(
    <>
      <Screen />
      <Shortcuts onClose={closed} />
    </>,
  );
  await page.again(<Shortcuts onClose={closed} />);
  expect(told()).toHaveLength(3);
  await page.click(page.pressable('Close'));
  expect(closed).toHaveBeenCalledOnce();
});
