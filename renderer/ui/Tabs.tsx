import { useId, type ReactNode } from 'react';
import { Badge, type Tone } from './Badge.tsx';
import { classes } from './classes.ts';
import { TabList, tabPanel } from './TabList.tsx';
import styles from './Tabs.module.css';

const c = classes(styles);

export type TabEntry = { id: string; label: string; count?: number | undefined; tone?: Tone | undefined };

/** A number that leaves room for the other tabs. */
const capped = (count: number): string => (count > 99 ? '99+' : String(count));

/** `children` is the panel of the selected tab. A count with a tone is a badge: something in there wants a person. */
export const Tabs = ({
  label,
  tabs,
  selected,
  onSelect,
  children,
}: {
  label: string;
  tabs: TabEntry[];
  selected: string;
  onSelect: (id: string) => void;
  children: ReactNode;
}) => {
  const prefix = useId();
  return (
    <div className={c('tabs')}>
      <TabList
        label={label}
        prefix={prefix}
        selected={selected}
        onSelect={onSelect}
        className={c('list')}
        tabClass={c('tab')}
        tabs={tabs.map(({ id, label: words, count, tone }) => ({
          id,
          words: (
            <>
              {words}
              {count !== undefined &&
                count > 0 &&
                (tone === undefined || tone === 'plain' ? (
                  <span className={c('count')}>{capped(count)}</span>
                ) : (
                  <Badge tone={tone} icon={tone === 'stop' ? 'block' : tone === 'care' ? 'alert-fill' : 'check'}>
                    {capped(count)}
                  </Badge>
                ))}
            </>
          ),
        }))}
      />
      <div key={selected} {...tabPanel(prefix, selected)} className={c('panel')}>
        {children}
      </div>
    </div>
  );
};
