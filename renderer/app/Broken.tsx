import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { Empty } from '../ui/Empty.tsx';
import styles from './App.module.css';

/** Stands in for a screen that threw. It says no more than is true: only the local store knows what it had saved by then. */
export class Broken extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main className={styles['center']}>
        <Empty
          mark="apart"
          level={1}
          title="This screen stopped"
          actions={
            <Button
              kind="primary"
              onPress={() => {
                window.location.reload();
              }}
            >
              Load it again
            </Button>
          }
        >
          What was saved on this laptop is still there. If it stops again, send these words to whoever looks after
          Countersign: <code>{error.message}</code>
        </Empty>
      </main>
    );
  }
}
