"""What the sitting adds to other pages: its stage in the bar of a meeting."""

from boards.meetings.contributions import register_stage

register_stage("run", "Run", "sittings:run", 60)
