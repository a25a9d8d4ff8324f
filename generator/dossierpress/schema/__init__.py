"""What files may say: YAML read strictly, values checked against our classes, JSON Schemas for editors."""
