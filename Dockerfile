# syntax=docker/dockerfile:1

# 1. Compile. Needs the development dependencies; nothing of it is shipped but dist/.
FROM node:24-alpine AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json nest-cli.json ./
COPY config ./config
COPY src ./src
RUN npm run build

# 2. What the compiled code needs at run time, and no more.
FROM node:24-alpine AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

# 3. The image. Files belong to root, the process does not: it cannot alter its own code.
FROM node:24-alpine AS runtime
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8000
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# "type": "module" decides how Node reads dist/.
COPY package.json ./
# The image's own user `node`, by number so that Kubernetes can see that it is not root.
USER 1000:1000
EXPOSE 8000
# busybox wget: Alpine has no curl. It fails on 503, which /health answers when nothing can be served.
HEALTHCHECK --interval=30s --timeout=10s --retries=3 --start-period=40s \
  CMD ["sh", "-c", "wget -q -O /dev/null http://127.0.0.1:${PORT}/health"]
# Not through npm: signals must reach the server.
CMD ["node", "dist/src/main.js"]
