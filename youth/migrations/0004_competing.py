import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('youth', '0003_merge_0002_released_0002_waiting'),
    ]

    operations = [
        migrations.AddField(
            model_name='competition',
            name='collect',
            field=models.TextField(blank=True, help_text='Shown to the winners alone, when they have signed in.', verbose_name='how winners get it'),
        ),
        migrations.AddField(
            model_name='competition',
            name='suggested_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='youth.writer'),
        ),
        migrations.AddField(
            model_name='entry',
            name='may_be_shown',
            field=models.BooleanField(default=False, verbose_name='you may show it with my pen name if it wins'),
        ),
        migrations.AlterField(
            model_name='entry',
            name='picture',
            field=models.CharField(blank=True, help_text='The name of its file: forums.picture_files.', max_length=64),
        ),
        migrations.AlterField(
            model_name='winner',
            name='text',
            field=models.TextField(blank=True, help_text='The work itself, where its writer agreed.'),
        ),
    ]
