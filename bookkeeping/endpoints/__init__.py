"""The endpoints of this room, one blueprint per resource."""
