"""Pictures are written anew: upright, no larger than a screen needs, and nothing but the pixels."""

from io import BytesIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from netvaerk.uploads.fault import Fault

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2000
SAVED_AS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 85, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85},
}
BROKEN = _("»%(name)s« kan ikke åbnes som billede. Gem billedet igen, og vælg det på ny.")
TOO_MANY_PIXELS = _(
    "»%(name)s« er for stort: et billede må højst have 40 megapixel. "
    "Gør det mindre, og vælg det igen."
)


def picture_anew(content: bytes, *, format_name: str) -> bytes:
    """The same picture, upright and at most `LONGEST_SIDE` long; no EXIF, no place, no comment."""
    try:
        # Opening reads the head alone; the pixels are counted before they are unpacked.
        with Image.open(BytesIO(content), formats=[format_name]) as picture:
            return _written(_pixels_of(picture), format_name)
    except Image.DecompressionBombError:
        raise Fault(TOO_MANY_PIXELS) from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        # What Pillow raises at what it can't read; it says no more than that.
        raise Fault(BROKEN) from None


def _pixels_of(picture: Image.Image) -> Image.Image:
    """A new picture that has the old one's pixels, and nothing else of it."""
    if picture.width * picture.height > MOST_PIXELS:
        raise Fault(TOO_MANY_PIXELS)
    profile = picture.info.get("icc_profile")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    mode = "RGBA" if upright.has_transparency_data and picture.format != "JPEG" else "RGB"
    pixels = _in_ordinary_colours(upright, profile, mode)
    fresh = Image.new(mode, pixels.size)
    fresh.paste(pixels)
    return fresh


def _in_ordinary_colours(picture: Image.Image, profile: bytes | None, mode: str) -> Image.Image:
    """As sRGB, so that the colours stay when the profile goes."""
    if not profile:
        return picture.convert(mode)
    try:
        found = ImageCms.profileToProfile(
            picture if picture.mode in {"RGB", "RGBA", "CMYK", "L"} else picture.convert(mode),
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert(mode)
    if mode == "RGBA":
        found = found.convert("RGBA")
        found.putalpha(picture.convert("RGBA").getchannel("A"))
    return found


def _written(picture: Image.Image, format_name: str) -> bytes:
    written = BytesIO()
    picture.save(written, format=format_name, **SAVED_AS[format_name])
    return written.getvalue()
