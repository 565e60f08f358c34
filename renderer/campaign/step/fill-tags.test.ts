import { expect, it } from 'vitest';
import { fillBlocks, fillTags } from './fill-tags.ts';

const form = {
  mergeFields: [
    { name: 'first name', from: 'prospect' as const, fallback: 'there' },
    { name: 'site', from: 'prospect' as const, fallback: '' },
    { name: 'sender name', from: 'sender' as const, fallback: '' },
    { name: 'opt-out link', from: 'sender' as const, fallback: '' },
  ],
  sender: {
    name: 'Mia',
    email: 'mia@kiln.example',
    company: '',
    phone: '',
    address: '',
    optOutUrl: 'https://kiln.example/stop',
  },
};

it('reads as to a contact of whom nothing is known', () => {
  expect(fillTags(form, 'Hi {{first name}}, {{first name | you}}. {{sender name}} {{opt-out link}}')).toBe(
    'Hi there, you. Mia https://kiln.example/stop',
  );
});

it('leaves a tag that comes to nothing as it would be sent', () => {
  expect(fillTags(form, '{{site}} {{unknown}} {{}} {{')).toBe('{{site}} {{unknown}} {{}} {{');
});

it('keeps the form of the words', () => {
  expect(fillBlocks(form, [{ kind: 'quote', runs: [{ text: 'Hi {{first name}}', bold: true }] }])).toEqual([
    { kind: 'quote', runs: [{ text: 'Hi there', bold: true }] },
  ]);
});
