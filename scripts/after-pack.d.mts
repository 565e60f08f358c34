declare const afterPack: (context: {
  appOutDir: string;
  electronPlatformName: string;
  packager: { config: { electronFuses: { loadBrowserProcessSpecificV8Snapshot: boolean } } };
}) => void;
export default afterPack;
