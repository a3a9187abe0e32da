# The front-end parts; node is not needed afterwards.
FROM node:22-slim AS parts
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci

FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/app/collected \
    ATTACHMENTS=/var/lib/netvaerk/attachments BEAT_SCHEDULE=/var/lib/netvaerk/beat-schedule
RUN useradd --system --uid 10001 netvaerk && install -d -o netvaerk /var/lib/netvaerk /var/lib/netvaerk/attachments
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY --from=parts /app/node_modules node_modules
COPY . .
# Invented values: collecting files needs settings, but no secret and no server.
RUN SECRET_KEY=build SITE_URL=https://build.example EMAIL_URL=smtp://build DATABASE_URL=postgres://build/build \
    REDIS_URL=redis://build scripts/entry build
USER netvaerk
EXPOSE 8000
ENTRYPOINT ["scripts/entry"]
CMD ["web"]
