import type { FactKey, Facts } from '../../../domain/campaign/facts.ts';
import { BudgetForm } from './forms/BudgetForm.tsx';
import { OwnerForm } from './forms/OwnerForm.tsx';
import { ReachForm } from './forms/ReachForm.tsx';
import { RulesForm } from './forms/RulesForm.tsx';
import { SenderForm } from './forms/SenderForm.tsx';
import { TargetsForm } from './forms/TargetsForm.tsx';
import { WindowForm } from './forms/WindowForm.tsx';

/** The form of one fact. It says what stands in it at every change, right or not yet. */
export const FactForm = ({
  fact,
  value,
  onChange,
}: {
  fact: FactKey;
  value: unknown;
  onChange: (value: unknown) => void;
}) => {
  const was = { [fact]: value } as unknown as Facts;
  switch (fact) {
    case 'owner':
      return <OwnerForm value={was.owner} onChange={onChange} />;
    case 'window':
      return <WindowForm value={was.window} onChange={onChange} />;
    case 'reach':
      return <ReachForm value={was.reach} onChange={onChange} />;
    case 'sender':
      return <SenderForm value={was.sender} onChange={onChange} />;
    case 'budget':
      return <BudgetForm value={was.budget} onChange={onChange} />;
    case 'targets':
      return <TargetsForm value={was.targets} onChange={onChange} />;
    default:
      return <RulesForm fact={fact} value={was[fact]} onChange={onChange} />;
  }
};
