"""pictures: what operators take with their phones, drawn: real JPEGs, and a file that is none."""

from io import BytesIO

from PIL import Image, ImageDraw

SIZE = (1600, 1200)
WALL, STONE, FRAME, GLASS, LIGHT = "#C9B79C", "#8E8A82", "#274B3F", "#3B4C57", "#F2D99A"


def shop_window(hour: str = "Open 9 to 6") -> bytes:
    """A photo of a shop window with its opening hours."""
    image = Image.new("RGB", SIZE, WALL)
    pen = ImageDraw.Draw(image)
    for row in range(0, 900, 60):
        for column in range(-1, 14):
            left = column * 130 + (65 if row // 60 % 2 else 0)
            pen.rectangle((left, row, left + 126, row + 56), fill="#BFA988")
    pen.rectangle((0, 960, 1600, 1200), fill=STONE)
    pen.rectangle((140, 180, 1460, 960), fill=FRAME)
    pen.rectangle((140, 180, 1460, 320), fill="#1E3A31")
    pen.text((800, 250), "HARBOUR BOOKS", fill=LIGHT, anchor="mm", font_size=84)
    pen.rectangle((190, 370, 1010, 900), fill=GLASS)
    pen.polygon([(190, 370), (430, 370), (190, 640)], fill="#5A6D79")
    for number, colour in enumerate(("#B3482E", "#D9A441", "#4E7A9E", "#7A5C8E", "#5C8A5C")):
        left = 260 + number * 140
        pen.rectangle((left, 640 - number % 2 * 50, left + 96, 860), fill=colour)
    pen.rectangle((190, 860, 1010, 900), fill="#6B4F34")
    pen.rectangle((1080, 370, 1400, 960), fill="#3A6153")
    pen.rectangle((1120, 420, 1360, 700), fill=GLASS)
    pen.rectangle((1140, 480, 1340, 620), fill="#F7F4EC")
    pen.text((1240, 550), hour.replace(" ", "\n", 1), fill="#222", anchor="mm", font_size=40)
    pen.ellipse((1360, 760, 1384, 784), fill=LIGHT)
    taken = BytesIO()
    image.save(taken, "JPEG", quality=88)
    return taken.getvalue()


def no_photo() -> bytes:
    """A text that calls itself a photo."""
    return b"This is no photo, whatever its name says.\n" * 20
