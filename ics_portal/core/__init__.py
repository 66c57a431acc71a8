"""The ground: verdicts, audit, jobs, outbox, files, PDF. No subject matter."""
