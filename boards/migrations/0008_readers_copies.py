"""Readers' copies of a pack, who gets which, and prints of the parts they are made from."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('boards', '0007_withdrawn_pages'),
        ('core', '0002_letters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PartPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('edition', models.PositiveSmallIntegerField()),
                ('streams', models.BinaryField()),
                ('tokens', models.BinaryField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AlterField(
            model_name='packentry',
            name='kind',
            field=models.CharField(choices=[('front', 'Front page'), ('agenda', 'Agenda'), ('cover_sheet', 'Cover sheet'), ('paper', 'Paper'), ('action_log', 'Action log'), ('not_published', 'Not published'), ('tombstone', 'Withdrawn pages'), ('left_out', 'Withheld from this copy')], max_length=20),
        ),
        migrations.CreateModel(
            name='HistoricalReaderCopy',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('edition', models.CharField(choices=[('members', 'Part 1, members'), ('private', 'Part 2, private'), ('public', 'Part 1, public')], max_length=10)),
                ('omissions_key', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('building', 'Being made'), ('released', 'Checked, and open to its readers'), ('blocked', 'Kept back by the check'), ('failed', 'Not made')], default='building', max_length=10)),
                ('failure', models.TextField(blank=True)),
                ('job_id', models.UUIDField(blank=True, null=True)),
                ('asked_at', models.DateTimeField()),
                ('asked_by_id', models.PositiveBigIntegerField(null=True)),
                ('asked_by_name', models.CharField(max_length=200)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('page_count', models.PositiveIntegerField(blank=True, null=True)),
                ('with_names', models.BooleanField(default=False, verbose_name="readers' names on the pages")),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pack', simple_history.models.HistoricForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='boards.pack')),
                ('stored', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='core.storedfile')),
            ],
            options={
                'verbose_name': 'historical reader copy',
                'verbose_name_plural': 'historical reader copies',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ReaderCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.CharField(choices=[('members', 'Part 1, members'), ('private', 'Part 2, private'), ('public', 'Part 1, public')], max_length=10)),
                ('omissions_key', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('building', 'Being made'), ('released', 'Checked, and open to its readers'), ('blocked', 'Kept back by the check'), ('failed', 'Not made')], default='building', max_length=10)),
                ('failure', models.TextField(blank=True)),
                ('job_id', models.UUIDField(blank=True, null=True)),
                ('asked_at', models.DateTimeField()),
                ('asked_by_id', models.PositiveBigIntegerField(null=True)),
                ('asked_by_name', models.CharField(max_length=200)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('page_count', models.PositiveIntegerField(blank=True, null=True)),
                ('manifest', models.JSONField(default=dict)),
                ('with_names', models.BooleanField(default=False, verbose_name="readers' names on the pages")),
                ('name_places', models.JSONField(blank=True, default=list)),
                ('pack', simple_history.models.HistoricForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='boards.pack')),
                ('stored', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
            options={
                'verbose_name_plural': 'reader copies',
                'ordering': ['pack', 'edition', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='OmittedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_id_then', models.PositiveBigIntegerField()),
                ('item_number', models.CharField(max_length=12)),
                ('pages', models.CharField(max_length=200)),
                ('by', models.CharField(max_length=250)),
                ('copy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='omitted', to='boards.readercopy')),
            ],
            options={
                'ordering': ['copy', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalReaderCopyFor',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('given_at', models.DateTimeField()),
                ('given_by_id', models.PositiveBigIntegerField(null=True)),
                ('name_then', models.CharField(max_length=200)),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('superseded_by_id', models.PositiveBigIntegerField(blank=True, null=True)),
                ('superseded_why', models.CharField(blank=True, max_length=300)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', simple_history.models.HistoricForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='boards.person')),
                ('stored', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='core.storedfile')),
                ('copy', simple_history.models.HistoricForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='boards.readercopy')),
            ],
            options={
                'verbose_name': 'historical reader copy for',
                'verbose_name_plural': 'historical reader copies for people',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ReaderCopyFor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField()),
                ('given_by_id', models.PositiveBigIntegerField(null=True)),
                ('name_then', models.CharField(max_length=200)),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('superseded_by_id', models.PositiveBigIntegerField(blank=True, null=True)),
                ('superseded_why', models.CharField(blank=True, max_length=300)),
                ('copy', simple_history.models.HistoricForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readers', to='boards.readercopy')),
                ('person', simple_history.models.HistoricForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pack_copies', to='boards.person')),
                ('stored', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
            options={
                'verbose_name_plural': 'reader copies for people',
                'ordering': ['copy', 'person', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='readercopy',
            constraint=models.UniqueConstraint(fields=('pack', 'edition', 'omissions_key'), name='reader_copy_one_a_set'),
        ),
        migrations.AddConstraint(
            model_name='readercopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'released'), _negated=True), models.Q(('checked_at__isnull', False), ('stored__isnull', False)), _connector='OR'), name='reader_copy_released_only_when_checked'),
        ),
        migrations.AddConstraint(
            model_name='omitteditem',
            constraint=models.UniqueConstraint(fields=('copy', 'item_id_then'), name='omitted_item_once_a_copy'),
        ),
        migrations.AddConstraint(
            model_name='readercopyfor',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('copy', 'person'), name='reader_copy_once_for_a_person'),
        ),
        migrations.AddConstraint(
            model_name='readercopyfor',
            constraint=models.CheckConstraint(condition=models.Q(('superseded_at__isnull', True), models.Q(('superseded_why', ''), _negated=True), _connector='OR'), name='reader_copy_superseded_with_a_reason'),
        ),
    ]
