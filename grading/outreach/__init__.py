"""The log of outreach (谁执法谁普法): what the bureau did to make the law known, and to whom."""
