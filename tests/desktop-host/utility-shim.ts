// Loaded first in a utility process: it ends with the app, however that ends, as Electron's do.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();
