// Imported into a server before its own code: a signal makes an error that nobody catches, as a mistake of ours would.
process.on('SIGUSR2', () => {
  throw new Error('the draft says Zanzibar');
});
process.on('SIGWINCH', () => void Promise.reject(new Error('the draft says Zanzibar')));
