import { Notice } from '../ui/Notice.tsx';

/** A link to this computer's own server helps nobody elsewhere; what to do instead. */
export const OnlyHere = () => (
  <Notice icon="laptop" title="Only this computer reaches that server.">
    {window.desktop
      ? 'For somebody elsewhere choose File, Let Colleagues Join over This Network, and make another link.'
      : 'For somebody elsewhere open this app at the address under which others reach the server, and make another link.'}
  </Notice>
);
