import { expect, it } from 'vitest';
import { noFacts } from '../../../domain/campaign/facts.ts';
import type { Finding } from '../../../domain/gate/finding.ts';
import { runChecks } from '../../../domain/gate/checks.ts';
import { addStep, addVariant, readSteps } from '../../../domain/campaign/sequence.ts';
import { freezeDraft } from '../../../domain/canonical/freeze.ts';
import { foundingPolicy } from '../../../domain/gate/policy.ts';
import { WorkspaceUnderTest, wholeFacts } from '../../../domain/gate/workspace-under-test.ts';
import { unwrittenIn } from '../gate/to-do.ts';
import { nextStep } from './next-step.ts';

const toDo = (findings: readonly Finding[]) => {
  const blocking = findings.filter((finding) => finding.blocking);
  const unwritten = unwrittenIn(findings);
  return { unwritten, wrong: blocking.length - unwritten.length, advisory: 0 };
};

it('leads a new campaign from the brief to the facts to the copy, and then to nothing', () => {
  const at = new WorkspaceUnderTest();
  const labels: (string | undefined)[] = [];
  const look = (facts = noFacts()) =>
    labels.push(
      nextStep(toDo(runChecks(freezeDraft(at.brief, at.copy, facts, at.state.mergeFields), foundingPolicy)))?.label,
    );
  look();
  at.brief.getText('objective').insert(1, 'Twelve plants.');
  look();
  for (const part of ['audience', 'offer', 'keyMessages']) at.brief.getText(part).insert(1, 'Words.');
  look();
  look({ ...wholeFacts, halt: null });
  look(wholeFacts);
  at.complete();
  look(wholeFacts);
  expect(labels).toEqual([
    'Write the objective',
    'Write the audience',
    'Set 8 facts',
    'Set 1 fact',
    'Add a step',
    undefined,
  ]);
});

it('takes what an empty e-mail lacks for work to do, and for a fault once there are words', () => {
  const at = new WorkspaceUnderTest();
  addStep(at.copy, { id: 's', channel: 'email', day: 1, name: 'First e-mail' });
  addVariant(at.copy, 's', { id: 'v', name: 'A' });
  const wrong = () => toDo(runChecks(freezeDraft(at.brief, at.copy, noFacts(), []), foundingPolicy)).wrong;
  expect(wrong()).toBe(0);
  readSteps(at.copy)[0]!.variants[0]!.body.insert(1, 'Hello.');
  expect(wrong()).toBe(2);
});

it('leads to what is wrong only once nothing is missing', () => {
  const link: Finding = { code: 'link', blocking: true, says: '', at: null };
  const empty: Finding = {
    code: 'empty copy',
    blocking: true,
    says: '',
    at: { text: 'step/s/v/body', block: 0, from: 0, to: 0 },
  };
  expect(nextStep(toDo([empty, link]))).toEqual({
    label: 'Write the copy',
    to: { at: 'step', step: 's', variant: 'v' },
  });
  expect(nextStep(toDo([link]))).toEqual({ label: 'Mend 1 finding', to: { at: 'panel', tab: 'gate' } });
});
