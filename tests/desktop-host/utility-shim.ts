import { EventEmitter } from 'node:events';

// Loaded first in a utility process: its parent's words come by `process.parentPort`, and it ends with the app, however that ends.
const parentPort = new EventEmitter();
Object.assign(process, { parentPort });
process.on('message', ({ message }: { message: unknown }) => parentPort.emit('message', { data: message }));
process.once('disconnect', () => process.exit(1));
process.channel?.unref();
