variable "region" {
  description = "Where the functions run."
  type        = string
  default     = "eu-central-1"
}

variable "name" {
  description = "What the names of all resources begin with."
  type        = string
  default     = "members"
}

variable "domains" {
  description = "Whoever has a mail address of one of these domains may sign up."
  type        = list(string)
  default     = ["example.com"]
}
