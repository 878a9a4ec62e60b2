from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("takedown", "0002_hostmemory"),
    ]

    operations = [
        migrations.AddField("kepttarget", "spelling", models.SmallIntegerField(default=0)),
        migrations.AddField("kepttarget", "blinded", models.BinaryField(default=b"", max_length=32)),
        migrations.AddIndex(
            "kepttarget", models.Index(fields=["case", "spelling", "blinded"], name="target_by_blinded")
        ),
    ]
