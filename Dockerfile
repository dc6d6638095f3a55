# The service, as `node packages/http-app/dist/main.js`. It is configured from the environment alone; .env.example lists the variables.

FROM node:24-slim AS manifests
WORKDIR /app
RUN ["npm", "install", "--global", "pnpm@12.21.0"]
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages/domain/package.json packages/domain/
COPY packages/adapters/package.json packages/adapters/
COPY packages/http-app/package.json packages/http-app/

FROM manifests AS production
# ioredis is a peer of adapters, whose own copy is for development: it has to find the one that http-app brings.
RUN ["pnpm", "install", "--frozen-lockfile", "--prod", "--filter", "@contacts-gateway/http-app...", "--public-hoist-pattern=ioredis"]

FROM manifests AS build
RUN ["pnpm", "install", "--frozen-lockfile"]
COPY tsconfig.base.json ./
COPY packages packages
RUN ["node_modules/.bin/tsc", "-b", "packages/http-app"]

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY LICENSE ./
COPY --from=production /app ./
COPY --from=build /app/packages/domain/dist packages/domain/dist
COPY --from=build /app/packages/adapters/dist packages/adapters/dist
# Its stand-ins for HubSpot and Nango: the demo in docker-compose.yml runs them from this image.
COPY --from=build /app/packages/adapters/dist-sandbox packages/adapters/dist-sandbox
COPY --from=build /app/packages/http-app/dist packages/http-app/dist
# The image's user node, by number: an orchestrator can tell that it is not root.
USER 1000:1000
EXPOSE 8000
# Any answer of the service will do: with PUBLIC_PATHS= it asks for a key here as well.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8000}/health`).then(({ status }) => process.exit(status < 500 ? 0 : 1), () => process.exit(1))"]
CMD ["node", "packages/http-app/dist/main.js"]
