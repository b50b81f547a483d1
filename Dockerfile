# syntax=docker/dockerfile:1
# An image of one Bookvalue server. docs/operations.md says how it is run.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm run build

FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
# Without the workspace, which holds what only a clone needs: a Node of its own and PostgreSQL for the tests.
RUN npm ci --omit=dev --workspaces=false && npm cache clean --force

FROM node:24.21.0-bookworm-slim
LABEL org.opencontainers.image.title="Bookvalue" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    BOOKVALUE_HOST=0.0.0.0 \
    BOOKVALUE_PORT=3000
WORKDIR /app
COPY package.json LICENSE ./
COPY bin bin
COPY --from=packages /src/node_modules node_modules
COPY --from=build /src/dist dist
# A command that names no directory finds the book of the server: ./data/book.
RUN ln -s /app/bin/bookvalue.js /usr/local/bin/bookvalue \
    && mkdir -p /var/lib/bookvalue/data \
    && chown node:node /var/lib/bookvalue/data
WORKDIR /var/lib/bookvalue
USER node
VOLUME ["/var/lib/bookvalue/data"]
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD node -e "fetch('http://127.0.0.1:3000/api/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"
ENTRYPOINT ["bookvalue"]
CMD ["serve"]
