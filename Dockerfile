# Reveille as an image: `docker build -t reveille .`
# It needs the host's network and three capabilities: see compose.yaml and docs/docker.md.

FROM node:22-bookworm-slim AS build
# sqlite3 is compiled where its ready-made binary cannot be had.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends build-essential python3 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:22-bookworm-slim
# Boot loaders that Debian builds and signs; Reveille finds them where the packages put them. A file of the same name in
# the boot file root wins. The file capabilities are those of deploy/container-start.sh.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      ipxe pxelinux syslinux-common "grub-efi-$(dpkg --print-architecture)-signed" shim-signed libcap2-bin \
 && install /usr/bin/setpriv /usr/local/bin/with-capabilities \
 && setcap cap_net_raw,cap_net_bind_service,cap_net_admin+p /usr/local/bin/with-capabilities \
 && apt-get purge --yes --auto-remove libcap2-bin \
 && rm -rf /var/lib/apt/lists/* \
 && install --directory --owner=node --group=node --mode=0750 /data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY tftpboot ./tftpboot
COPY deploy/container-start.sh ./
ENV NODE_ENV=production \
    REVEILLE_DATA_DIR=/data \
    REVEILLE_TFTP_ROOT=/app/tftpboot
USER node
VOLUME /data
# 67, 69 and 4011 are UDP and, like RARP and ARP, need the host's network; 8080 is REST, the console and boot files.
EXPOSE 67/udp 69/udp 4011/udp 111/udp 8080/tcp
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.REVEILLE_HTTP_PORT ?? 8080}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/app/container-start.sh"]
# The heap's limits are those of `npm start`. Node answers SIGTERM itself: no init is needed.
CMD ["node", "--max-semi-space-size=4", "--heap-growing-percent=50", "--v8-pool-size=1", "dist/main.js"]
