# The sync server with the app that browsers load. docs/operating.md says how to run it.
FROM node:26-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.base.json vite.config.ts ./
COPY domain domain
COPY electron/contract electron/contract
COPY renderer renderer
RUN npm run build

FROM node:26-bookworm-slim AS packages
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Without the tools, and without the Node that the tools bring along: the image has its own.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:26-bookworm-slim
RUN groupadd --gid 10001 countersign \
 && useradd --uid 10001 --gid 10001 --home-dir /opt/countersign --no-create-home --shell /usr/sbin/nologin countersign \
 && install -d -o countersign -g countersign -m 0700 /data
WORKDIR /opt/countersign
COPY --from=packages /build/node_modules node_modules
COPY --from=build /build/dist/renderer app
COPY package.json ./
COPY domain domain
COPY sync-server sync-server
USER 10001:10001
# Inside the container it must listen on all addresses; publish the port on 127.0.0.1 only, behind a proxy that ends TLS.
ENV NODE_ENV=production \
    COUNTERSIGN_DATA=/data \
    COUNTERSIGN_HOST=0.0.0.0 \
    COUNTERSIGN_PORT=4777 \
    COUNTERSIGN_BEHIND_TLS=on \
    COUNTERSIGN_APP=/opt/countersign/app
VOLUME /data
EXPOSE 4777
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.COUNTERSIGN_PORT + '/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node as the first process gets SIGTERM itself: it saves, names what it could not save, and ends.
STOPSIGNAL SIGTERM
CMD ["node", "sync-server/main.ts"]
