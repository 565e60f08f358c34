import { Button } from '../../ui/Button.tsx';

/** Ticks a part as looked at; of one whose end was not on the screen yet, it leads further down first. */
export const ViewMark = ({
  title,
  viewed,
  reached,
  current,
  onPress,
}: {
  title: string;
  viewed: boolean;
  reached: boolean;
  /** Whether the key for it is about this part. */
  current: boolean;
  onPress: () => void;
}) => {
  const button = { size: 'small', kbd: current ? 'V' : undefined, onPress } as const;
  if (viewed)
    return (
      <Button {...button} kind="quiet" icon="check" aria-pressed>
        <span>
          <span className="sr">{title} is </span>viewed
        </span>
      </Button>
    );
  if (!reached)
    return (
      <Button {...button} icon="down">
        <span>
          Read on<span className="sr"> in {title}</span>
        </span>
      </Button>
    );
  return (
    <Button {...button} icon="eye" aria-pressed={false}>
      <span>
        Mark <span className="sr">{title} </span>as viewed
      </span>
    </Button>
  );
};
