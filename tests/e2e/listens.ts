import { createServer, type IncomingHttpHeaders } from 'node:http';

/** Another program on this machine that webhooks tell: keeps what it heard, and answers each path with the status it is given. */
export const listens = async (answers: (path: string) => number) => {
  const heard: { headers: IncomingHttpHeaders; body: string }[] = [];
  const program = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      response.writeHead(answers(request.url ?? '/')).end();
    });
  });
  await new Promise<void>((resolve) => program.listen(0, '127.0.0.1', resolve));
  const address = program.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    close: (): Promise<unknown> => new Promise((resolve) => program.close(resolve)),
  };
};
