"""Every address there is. None of them tells what the app is for."""

from django.urls import path

from yosuga.web import dispatch, doors, files, receiving

urlpatterns = [
    path("", doors.start),
    path("m", dispatch.memo),
    path("s/<str:token>", doors.enter),
    path("z", doors.leave),
    path("w", doors.weather),
    path("n", receiving.receive),
    path("f/<str:key>", doors.file),
    path("static/<str:name>", files.serve),
]
handler400 = doors.refused
handler403 = doors.refused
handler404 = doors.not_found
handler500 = doors.failed
