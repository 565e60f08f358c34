import { expect, it } from 'vitest';
import { isAllowedLink } from './link.ts';

it.each([
  'https://example.com',
  'HTTP://example.com/a?b=c#d',
  'https://bücher.example/ä',
  'https://example.com/@name',
  'mailto:mia@example.com?subject=Hi',
])('is allowed: %s', (link) => {
  expect(isAllowedLink(link)).toBe(true);
});

it.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  ' https://example.com',
  '\u0001https://example.com',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  'vbscript:x',
  'blob:https://example.com/x',
  '//example.com',
  'https:/example.com',
  'https://',
  'mailto:',
  'https://exa\u202emple.com',
  'https://example.com/\u2066evil\u2069',
  'https://exam\u200bple.com',
  'https://exam\u00adple.com',
  'https://good.example@bad.example',
  'https://good.example\\@bad.example',
  'https://user:word@example.com/',
  'https://example.com/a b',
  `https://example.com/${'x'.repeat(2048)}`,
  null,
  { href: 'https://example.com' },
])('is not: %s', (link) => {
  expect(isAllowedLink(link)).toBe(false);
});
