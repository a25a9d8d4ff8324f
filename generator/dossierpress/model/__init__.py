"""The values that flow through the pipeline: frozen, slotted, without behaviour beyond their own form."""
