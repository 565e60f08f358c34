import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import { Badge, type Tone } from './Badge.tsx';
import { classes } from './classes.ts';
import styles from './Tabs.module.css';

const c = classes(styles);

export type TabEntry = { id: string; label: string; count?: number | undefined; tone?: Tone | undefined };

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
}) => (
  <AriaTabs
    className={c('tabs')}
    selectedKey={selected}
    onSelectionChange={(key) => {
      onSelect(String(key));
    }}
  >
    <TabList className={c('list')} aria-label={label}>
      {tabs.map((tab) => (
        <Tab key={tab.id} id={tab.id} className={c('tab')}>
          {tab.label}
          {tab.count !== undefined &&
            tab.count > 0 &&
            (tab.tone === undefined || tab.tone === 'plain' ? (
              <span className={c('count')}>{tab.count}</span>
            ) : (
              <Badge
                tone={tab.tone}
                icon={tab.tone === 'stop' ? 'block' : tab.tone === 'care' ? 'alert-fill' : 'check'}
              >
                {tab.count}
              </Badge>
            ))}
        </Tab>
      ))}
    </TabList>
    <TabPanel key={selected} id={selected} className={c('panel')}>
      {children}
    </TabPanel>
  </AriaTabs>
);
