import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { keepTheme } from './app/interface.ts';
import { keepOwnFiles } from './app/own-files.ts';
import { openDoor } from './client/door.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

keepTheme();
createRoot(root).render(
  <StrictMode>
    <App door={openDoor()} />
  </StrictMode>,
);
keepOwnFiles();
