import { Notice } from '../ui/Notice.tsx';

/** A link to this computer's own server helps nobody elsewhere; what to do instead. */
export const OnlyHere = () => (
  <Notice icon="laptop" title="This link only works on this computer.">
    {window.desktop
      ? 'For somebody elsewhere, choose File, Let Colleagues Join over This Network first, then make another link.'
      : 'For somebody elsewhere, open the app at its public address first, then make another link.'}
  </Notice>
);
