"""Makes the tagger's model again from its data: see README.md. Needs torch and onnx, which the program does not."""
