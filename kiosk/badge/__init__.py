"""A layout and people in, a PDF out: the only place that knows HarfBuzz and qrcode."""
