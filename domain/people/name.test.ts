import { describe, expect, it } from 'vitest';
import { NewName, nameFault } from './name.ts';

describe('a name', () => {
  it.each(['Lena', 'José Ñandú', 'Лена', '李雷', 'Zoë 👩‍🌾', 'O’Neil-Łuk', 'Ελένη'])('is taken: %s', (name) => {
    expect(NewName.safeParse(name).success).toBe(true);
    expect(nameFault(name, ['Mia', 'Sam'])).toBeNull();
  });
  it.each(['Lena\u200b', '\u202eaneL', 'Le\u00adna', 'Lena\u2060', '\u3164Lena', 'Le\nna', 'Le\u0000na'])(
    'with what nobody sees is not: %j',
    (name) => {
      expect(NewName.safeParse(name).success).toBe(false);
    },
  );
  it('that is another’s, or looks like it, is not', () => {
    const others = ['Mia', 'Lena Ortiz', 'Capa'];
    for (const name of ['Lena Ortiz', 'lena ortiz', 'LenaOrtiz', 'Lena  Ortiz', 'Ｌena Ortiz', 'Lеna Ortiz', 'Сара'])
      expect(nameFault(name, others)).toMatch(/\.$/);
    expect(nameFault('Lena O.', others)).toBeNull();
  });
});
