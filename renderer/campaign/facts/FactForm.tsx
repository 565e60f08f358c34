import type { Draft } from './drafts.ts';
import { BudgetForm } from './forms/BudgetForm.tsx';
import { OwnerForm } from './forms/OwnerForm.tsx';
import { ReachForm } from './forms/ReachForm.tsx';
import { RulesForm } from './forms/RulesForm.tsx';
import { SenderForm } from './forms/SenderForm.tsx';
import { TargetsForm } from './forms/TargetsForm.tsx';
import { WindowForm } from './forms/WindowForm.tsx';
import type { WrongAt } from './wrong-in.ts';

/** The form of one fact. It says what stands in it at every change, right or not yet. */
export const FactForm = ({
  draft,
  wrong,
  onChange,
}: {
  draft: Draft;
  wrong: WrongAt;
  onChange: (draft: Draft) => void;
}) => {
  switch (draft.fact) {
    case 'owner':
      return <OwnerForm value={draft.value} wrong={wrong} onChange={(value) => onChange({ fact: 'owner', value })} />;
    case 'window':
      return <WindowForm value={draft.value} wrong={wrong} onChange={(value) => onChange({ fact: 'window', value })} />;
    case 'reach':
      return <ReachForm value={draft.value} wrong={wrong} onChange={(value) => onChange({ fact: 'reach', value })} />;
    case 'sender':
      return <SenderForm value={draft.value} wrong={wrong} onChange={(value) => onChange({ fact: 'sender', value })} />;
    case 'budget':
      return <BudgetForm value={draft.value} wrong={wrong} onChange={(value) => onChange({ fact: 'budget', value })} />;
    case 'targets':
      return (
        <TargetsForm value={draft.value} wrong={wrong} onChange={(value) => onChange({ fact: 'targets', value })} />
      );
    default: {
      const { fact, value } = draft;
      return <RulesForm fact={fact} value={value} wrong={wrong} onChange={(next) => onChange({ fact, value: next })} />;
    }
  }
};
