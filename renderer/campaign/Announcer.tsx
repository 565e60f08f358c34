import { useAnnounced } from './announce.ts';

export const Announcer = () => <output className="sr">{useAnnounced((now) => now.says)}</output>;
