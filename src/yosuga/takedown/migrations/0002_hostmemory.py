from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("takedown", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HostMemory",
            fields=[
                ("blinded", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
            ],
        ),
    ]
